import type { makeExecutableSchema } from '@graphql-tools/schema'
import type * as GraphQL from 'graphql'
import { defineTool } from '../../mcp/tool.ts'

/** graphql refuses a schema of another copy of itself: both have to find the same. */
export async function check(make: typeof makeExecutableSchema, { graphql, GraphQLSchema }: typeof GraphQL) {
  const schema = make({
    typeDefs: 'type Query { sum(a: Int!, b: Int!): Int! }',
    resolvers: { Query: { sum: (_: unknown, { a, b }: { a: number; b: number }) => a + b } },
  })
  const good = await graphql({ schema, source: '{ sum(a: 20, b: 22) }' })
  const bad = await graphql({ schema, source: '{ sum(a: 20) }' })
  return { one: schema instanceof GraphQLSchema, good, bad: bad.errors?.map(({ name, message }) => [name, message]) }
}

export const run = defineTool({
  name: 'graphql-tools-schema-run',
  description: "Runs a query by the schema of a package that imports graphql's classes too.",
  async run() {
    const { makeExecutableSchema } = await import('@graphql-tools/schema')
    return JSON.stringify(await check(makeExecutableSchema, await import('graphql')))
  },
})
