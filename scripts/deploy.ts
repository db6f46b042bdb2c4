import { says, stackArguments } from '../command-line/stack-file.ts'
import { pulumi, requireLogin, selectStack } from './deploy/pulumi.ts'
import { provideToken } from './deploy/token.ts'

// `npm run deploy -- STACK [OPTIONS] [-- OPTIONS OF pulumi up]`: everything that a first deployment needs, and nothing that a later
// one does not.

const line = {
  script: 'npm run deploy',
  does:
    'Deploys a stack: checks the login, selects or creates the stack, asks for a token where one is missing, and runs `pulumi up`. ' +
    'Options behind a second -- go to `pulumi up`.',
  operands: 'STACK',
  options: {
    preview: { type: 'boolean', help: 'Shows what would be created, without an account, a login or Docker.' },
    yes: { type: 'boolean', short: 'y', help: 'Deploys without asking first.' },
  },
  examples: [
    'npm run deploy -- dev',
    'npm run deploy -- dev --preview',
    'npm run deploy -- prod --yes -- --message "A fix"',
  ],
} as const
const { file, values, pulumiOptions } = stackArguments(line, process.argv.slice(2))
const { stack } = file

if (values.preview) {
  const { dryRun } = await import('./deploy/dry-run.ts') // Loads Pulumi's SDK, which the rest does without.
  await dryRun(file)
  process.exit()
}

await requireLogin()
await selectStack(stack)
await provideToken(file, { input: process.stdin, output: process.stdout })
await pulumi(['up', '--stack', stack, ...(values.yes ? ['--yes'] : []), ...pulumiOptions])

console.log(says(file, 'mcp:authorization', 'token') ? 'Next, with the token in MCP_AUTH_TOKEN:' : 'Next:')
console.log(`MCP_SERVER_ENDPOINT=$(npx pulumi stack output McpEndpoint --stack ${stack}) npm run client`)
