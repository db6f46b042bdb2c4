/** What the local server may be started with: `npm start` and `npm run dev`. */
export const localServerOptions = {
  port: {
    type: 'string',
    value: 'PORT',
    help: 'Where it listens; 0 lets the system choose. Default: PORT, or 3000.',
  },
  host: { type: 'string', value: 'ADDRESS', help: 'On which address. Default: HOST, or 127.0.0.1.' },
} as const
