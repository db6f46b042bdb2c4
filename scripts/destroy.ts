import { fail } from '../command-line/fail.ts'
import { says, stackArguments } from '../command-line/stack-file.ts'
import { pulumi, requireLogin } from './deploy/pulumi.ts'

// `npm run destroy -- STACK [OPTIONS] [-- OPTIONS OF pulumi destroy]`: removes what a stack has in AWS, and says what remains.

const line = {
  script: 'npm run destroy',
  does: 'Removes what a stack has in AWS by `pulumi destroy`, and says what remains. Options behind a second -- go to `pulumi destroy`.',
  operands: 'STACK',
  options: {
    'preview-only': { type: 'boolean', help: 'Shows what would be removed, and removes nothing.' },
    yes: { type: 'boolean', short: 'y', help: 'Removes it without asking first.' },
  },
  examples: [
    'npm run destroy -- dev',
    'npm run destroy -- dev --preview-only',
    'npm run destroy -- dev -- --target URN',
  ],
} as const
const { file, values, pulumiOptions } = stackArguments(line, process.argv.slice(2))
const { stack, name } = file

await requireLogin()
if (says(file, 'mcp:protect', 'true')) {
  fail(`${name} says \`mcp:protect: true\`, which keeps the container images and the domain. To destroy them after all:
  npx pulumi config set --stack ${stack} mcp:protect false
  npm run deploy -- ${stack}
  npm run destroy -- ${stack}`)
}

const own = (['preview-only', 'yes'] as const).filter(name => values[name]).map(name => `--${name}`)
await pulumi(['destroy', '--stack', stack, ...own, ...pulumiOptions])

if (!values['preview-only'] && !pulumiOptions.some(option => option.startsWith('--preview-only'))) {
  console.log(`
The container images went with their ECR repository. What remains, and how to remove it:

- API Gateway's log role, which every REST API of this account and region logs through. Where no other API needs it:
    aws apigateway update-account --patch-operations op=replace,path=/cloudwatchRoleArn,value=''
  and delete the role in IAM.
- The stack and its history in Pulumi's backend:
    npx pulumi stack rm ${stack} --preserve-config
  Without --preserve-config it deletes ${name} as well.
- The encrypted values in ${name}: delete mcp:tokens and, where they are, encryptionsalt and encryptedkey.`)
}
