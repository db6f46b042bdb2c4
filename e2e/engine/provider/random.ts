import { randomBytes } from 'node:crypto'
import type { Package } from './kind.ts'
import { secret } from './wire.ts'

/** https://github.com/hashicorp/terraform-provider-random/blob/main/internal/provider/resource_bytes.go */
export const random: Package = {
  local: true,
  acceptsSecrets: true,
  functions: {},
  kinds: {
    'random:index/randomBytes:RandomBytes': {
      replaces: 'all',
      id: () => 'none',
      outputs: ({ inputs }) => {
        const bytes = randomBytes(Number(inputs.length))
        return { hex: secret(bytes.toString('hex')), base64: secret(bytes.toString('base64')) }
      },
    },
  },
}
