import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'

/**
 * The environment of a process that serves the tools: where the servers listen that it starts for itself, in the variables
 * that each package reads, and credentials that are good there only.
 *
 * @param ports of the servers, as `servers/ports.ts` lists them
 */
export function environment(ports: number[]): Record<string, string> {
  const [http, http2, postgres, mysql, redis, grpc, smtp] = ports
  return {
    LOOPBACK_PORTS: ports.join(),
    API_URL: `http://127.0.0.1:${http}`,
    DATABASE_URL: `postgres://postgres:postgres@127.0.0.1:${postgres}/postgres`,
    PGHOST: '127.0.0.1',
    PGPORT: String(postgres),
    PGUSER: 'postgres',
    PGPASSWORD: 'postgres',
    PGDATABASE: 'postgres',
    MYSQL_URL: `mysql://root@127.0.0.1:${mysql}/test`,
    MONGODB_URL: 'mongodb://127.0.0.1:1/shop?readPreference=nearest&serverSelectionTimeoutMS=50',
    REDIS_URL: `redis://127.0.0.1:${redis}`,
    GRPC_ADDRESS: `127.0.0.1:${grpc}`,
    SMTP_URL: `smtp://127.0.0.1:${smtp}`,
    AWS_REGION: 'ap-southeast-2',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${http}`,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: `http://127.0.0.1:${http2}`,
    POWERTOOLS_SERVICE_NAME: 'books',
    POWERTOOLS_METRICS_NAMESPACE: 'shop',
    POWERTOOLS_LOG_LEVEL: 'INFO',
    OPENAI_API_KEY: 'openai-key',
    OPENAI_BASE_URL: `http://127.0.0.1:${http}/openai`,
    ANTHROPIC_API_KEY: 'anthropic-key',
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${http}/anthropic`,
    STRIPE_KEY: 'sk_test',
    PINO_LEVEL: 'warn',
    DEBUG: 'matrix:*',
    NODE_ENV: 'production',
    GREETING: 'from the process that serves',
  }
}

/** In a container every port is free. */
export const containerPorts = [21001, 21002, 21003, 21004, 21005, 21006, 21007]

/** Ports that are free on this machine. */
export async function freePorts(): Promise<number[]> {
  const servers = containerPorts.map(() => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map(server => once(server, 'listening')))
  const ports = servers.map(server => (server.address() as AddressInfo).port)
  await Promise.all(servers.map(server => once(server.close(), 'close')))
  return ports
}
