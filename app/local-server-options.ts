/** What the local server may be started with: `npm start` and `npm run dev`. */
export const localServerOptions = {
  port: {
    type: 'string',
    value: 'PORT',
    help: 'The port to listen on; 0 lets the system choose. Default: PORT, or 3000.',
  },
  host: { type: 'string', value: 'ADDRESS', help: 'The address to listen on. Default: HOST, or 127.0.0.1.' },
} as const
