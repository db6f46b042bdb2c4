const servers = ['http', 'http2', 'postgres', 'mysql', 'redis', 'grpc', 'smtp'] as const

/**
 * A server's port on loopback, by LOOPBACK_PORTS. The process that serves has the variable, the one that builds does not, so
 * that a client which kept what it read in the build finds nobody.
 */
export const port = (server: (typeof servers)[number]): number =>
  Number(process.env.LOOPBACK_PORTS?.split(',')[servers.indexOf(server)])
