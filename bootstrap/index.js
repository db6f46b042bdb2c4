import { RunError } from '@pulumi/pulumi/errors.js'

// Plain JavaScript that every Node.js can read: called as a global `pulumi`, the program may run on a version that does
// not know TypeScript, and would end in a stack trace about a file extension.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  throw new RunError(
    `This program needs Node.js 22.18 or later, and runs on ${process.versions.node}. ` +
      'Use the versions that the project brings: npm ci, then npx pulumi in place of pulumi.',
  )
}

const { program } = await import('./program.ts')
export const { commands, deployRoles, previewRole, stateBucket, secretsProviders } = await program()
