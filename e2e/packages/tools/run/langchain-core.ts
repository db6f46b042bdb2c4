import type * as Messages from '@langchain/core/messages'
import type * as Prompts from '@langchain/core/prompts'
import type * as Testing from '@langchain/core/utils/testing'
import { defineTool } from '../../mcp/tool.ts'

export async function check(
  { AIMessage, isAIMessage }: typeof Messages,
  { ChatPromptTemplate }: typeof Prompts,
  { FakeListChatModel }: typeof Testing,
) {
  const prompt = ChatPromptTemplate.fromMessages([
    ['system', 'Speak {language}.'],
    ['user', '{text}'],
  ])
  const chain = prompt.pipe(new FakeListChatModel({ responses: ['Kia ora'] }))
  const message = await chain.invoke({ language: 'Māori', text: 'hello' })
  return {
    chain: chain.constructor.name,
    asked: (await prompt.formatMessages({ language: 'Māori', text: 'hello' })).map(one => [one.getType(), one.content]),
    message: [message.constructor.name, message.content, message instanceof AIMessage || isAIMessage(message)],
  }
}

export const run = defineTool({
  name: 'langchain-core-run',
  description: 'Runs a chain of a prompt and a model, a double of the package itself.',
  async run() {
    const messages = await import('@langchain/core/messages')
    const prompts = await import('@langchain/core/prompts')
    return JSON.stringify(await check(messages, prompts, await import('@langchain/core/utils/testing')))
  },
})
