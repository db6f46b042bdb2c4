import { pulumi, trySelect } from '../deploy/pulumi.ts'
import { output, required, summary } from './github.ts'

// A preview reads what the stack is, and makes none: before its first deployment there is nothing to compare with.

const stack = required('STACK')
const { PULUMI_BACKEND_URL } = process.env

await pulumi(['login', ...(PULUMI_BACKEND_URL ? [PULUMI_BACKEND_URL] : [])])
const exists = await trySelect(stack)
output('exists', String(exists))
if (!exists) {
  summary(`There is no stack ${stack} yet, so there is nothing to preview: its first deployment makes it.`)
}
