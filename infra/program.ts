import { join } from 'node:path'
import * as pulumi from '@pulumi/pulumi'
import { readStack } from './config/read-stack.ts'
import { type Builder, findImage } from './image/image-source.ts'
import { McpServer } from './mcp-server.ts'

/**
 * Declares the stack, and returns its outputs.
 *
 * @param builder what builds the image, asked only when one has to be built. Default: Docker
 */
export async function program(builder?: Builder) {
  const { name: stage, config, tokenDigests } = readStack()
  const name = `${pulumi.getProject()}-${stage}`
  const image = await findImage(join(import.meta.dirname, '..'), name, config, builder)
  const server = new McpServer(name, { stage, image, tokenDigests, config })
  return {
    McpEndpoint: server.endpoint,
    imageUri: server.imageUri,
    functionName: server.functionName,
    functionVersion: server.functionVersion,
    aliasName: server.aliasName,
    logGroups: server.logGroups,
    consoleLinks: server.consoleLinks,
  }
}
