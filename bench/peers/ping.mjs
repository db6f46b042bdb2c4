/** The tool of every peer. */
export const ping = {
  name: 'ping',
  description: 'Answers pong',
  run: async message => (message === undefined ? 'pong' : `pong: ${message}`),
}
