import type ts from 'typescript'
import { defineTool } from '../../mcp/tool.ts'

export function check(compiler: typeof ts) {
  const { outputText } = compiler.transpileModule('enum A { B = 1 }', {
    compilerOptions: { target: compiler.ScriptTarget.ES2022 },
  })
  const host = compiler.createCompilerHost({})
  const read = host.getSourceFile
  const text = 'const n: number = [1].map(String)[0]'
  host.getSourceFile = (name, options) =>
    name === 'a.ts' ? compiler.createSourceFile(name, text, options) : read.call(host, name, options)
  const program = compiler.createProgram(['a.ts'], { noEmit: true, types: [] }, host)
  const found = compiler.getPreEmitDiagnostics(program).map(({ code, messageText }) => [code, messageText])
  return { version: compiler.version, outputText, found }
}

export const run = defineTool({
  name: 'typescript-run',
  description: 'Checks and compiles a program against the libraries of types, files of its own.',
  run: async () => JSON.stringify(check((await import('typescript')).default)),
})
