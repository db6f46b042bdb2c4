import { pulumi, requireLogin, selectStack } from './pulumi.ts'
import { says, stackArguments } from './stack-file.ts'
import { provideToken } from './token.ts'

// `npm run deploy -- STACK [--preview | OPTIONS OF pulumi up]`: everything that a first deployment takes, and nothing that a later one
// does not need.

const line = {
  script: 'npm run deploy',
  does:
    'Deploys a stack: logs in, selects or creates the stack, makes a token where it needs one, and runs `pulumi up`, which ' +
    'gets every option that is not listed here.',
  operands: 'STACK',
  options: {
    preview: { type: 'boolean', help: 'Says what would be made, without an account, a login or Docker.' },
    yes: { type: 'boolean', help: "Of pulumi up, as all its options: doesn't ask before it begins." },
  },
  examples: ['npm run deploy -- dev', 'npm run deploy -- dev --preview', 'npm run deploy -- prod --yes'],
} as const
const { file, options } = stackArguments(line, process.argv.slice(2))
const { stack } = file

if (options.includes('--preview')) {
  const { dryRun } = await import('./dry-run.ts') // Loads Pulumi's SDK, which the rest does without.
  await dryRun(file)
  process.exit()
}

await requireLogin()
await selectStack(stack)
await provideToken(file, { input: process.stdin, output: process.stdout })
await pulumi(['up', '--stack', stack, ...options])

console.log(says(file, 'mcp:authorization', 'token') ? 'Next, with the token in MCP_AUTH_TOKEN:' : 'Next:')
console.log(`MCP_SERVER_ENDPOINT=$(npx pulumi stack output McpEndpoint --stack ${stack}) npm run client`)
