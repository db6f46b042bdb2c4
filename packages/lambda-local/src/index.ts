// API Gateway and Lambda on one machine.
export {
  FunctionError,
  type Invocation,
  InvokeError,
  type LambdaFunction,
  type StreamedInvocation,
} from './function.ts'
export type { AccessLog } from './gateway/access-log.ts'
export { createGateway, type Gateway, type GatewayOptions } from './gateway/create-gateway.ts'
export { type ApiDocument, type Operation, parseDocument } from './gateway/document.ts'
// For programs that start them: ports and addresses of this machine, child processes, and what must not be left behind.
export { bridgeAddresses, machineAddresses } from './hosts/addresses.ts'
// What instances run in.
export { docker } from './hosts/docker.ts'
export { dockerHost } from './hosts/docker-host.ts'
export { dockerNetwork } from './hosts/docker-network.ts'
export { endWithThisProcess, killGroup, ownGroup } from './hosts/group.ts'
export type { Host } from './hosts/host.ts'
export { createOwnFolder, ownerLabel, removeLeftFolders, removeLeftovers } from './hosts/leftovers.ts'
export { processHost } from './hosts/process-host.ts'
export { createLambda, defaultMaxInstances, type LambdaOptions, type LocalLambda } from './lambda/create-lambda.ts'
export { after } from './lambda/timer.ts'
export { type Listening, listen } from './listen.ts'
export { defaultRegion } from './region.ts'
