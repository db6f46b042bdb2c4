import { nameRules } from '../../infra/config/names.ts'

// Prints the longest name of each type as JSON.

const lengths = Object.entries(nameRules).map(([type, { longest }]) => [type, longest])
console.log(JSON.stringify(Object.fromEntries(lengths)))
