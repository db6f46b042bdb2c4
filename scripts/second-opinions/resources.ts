import { isSecret } from '../../testing/pulumi/mocked-deployment.ts'
import { programs } from './programs.ts'

// Prints what both programs register, secrets without their envelopes, as JSON: the type, the name, and the inputs.

const plain = (_key: string, value: unknown) => (isSecret(value) ? (value as { value: unknown }).value : value)
const resources = Object.entries(await programs()).flatMap(([program, all]) =>
  all.map(({ type, name, inputs }) => ({ program, type, name, inputs })),
)
console.log(JSON.stringify(resources, plain))
