import { writeFileSync } from 'node:fs'
import { comparable, expectedFile, subject } from './expected.ts'
import { createProject, offer, toolFiles } from './project.ts'
import { npmStart } from './sides.ts'

// `node e2e/packages/record.ts`: writes down what each tool answers under `npm start`, which is the reference. Look at what has
// changed before you commit it.

const folder = createProject()
offer(folder, [...toolFiles('run'), ...toolFiles('ways')])
await using server = await npmStart(folder)
const lines: string[] = []
for (const tool of await server.list()) {
  if (tool === 'way-fresh') continue // No two answers are equal.
  lines.push(`  ${JSON.stringify(subject(tool))}: ${JSON.stringify(comparable(tool, await server.call(tool)))}`)
}
writeFileSync(expectedFile, `{\n${lines.sort().join(',\n')}\n}\n`)
console.log(`${lines.length} answers in ${expectedFile}`)
