import { join } from 'node:path'
import * as pulumi from '@pulumi/pulumi'
import { findImage } from './image-source.ts'
import { McpServer } from './mcp-server.ts'
import { readStack } from './stack.ts'

/**
 * Declares the stack, and returns its outputs.
 *
 * @param canBuild whether an image can be built here, asked only when one has to be
 */
export async function program(canBuild?: () => boolean) {
  const { name: stage, config, tokenDigests } = readStack()
  const name = `${pulumi.getProject()}-${stage}`
  const image = await findImage(join(import.meta.dirname, '..'), name, config, canBuild)
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
