import { config } from '../config.ts'
import { defineResource } from '../mcp/resource.ts'
import { protocolVersions, serverInfo } from '../server-info.ts'

export const about = defineResource({
  name: 'about',
  uri: 'server://about',
  title: 'About this server',
  description: 'Name, version, stage and protocol versions of this server.',
  mimeType: 'application/json',
  read: () =>
    JSON.stringify({ name: serverInfo.name, version: serverInfo.version, stage: config().stage, protocolVersions }),
})
