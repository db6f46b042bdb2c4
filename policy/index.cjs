const { RunError } = require('@pulumi/pulumi/errors')

// Plain JavaScript that every Node.js can read, and CommonJS, as Pulumi requires a policy pack and Node.js before 20.19
// cannot require anything else: called as a global `pulumi`, the pack may run on a version that does not know TypeScript.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  throw new RunError(
    `The policies need Node.js 22.18 or later, and run on ${process.versions.node}. ` +
      'Use the versions that the project brings: npm ci, then npx pulumi in place of pulumi.',
  )
}

// Imported, not required: Pulumi has put ts-node in the way of whatever requires a .ts file.
module.exports = import('./policies.ts').then(({ policies }) => {
  const { PolicyPack } = require('@pulumi/policy')
  return new PolicyPack('serverless-mcp', { policies })
})
