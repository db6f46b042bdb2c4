import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, posix, resolve } from 'node:path'
import ts from 'typescript'
import type { Template, TemplateFile } from './src/template.ts'

const root = resolve(import.meta.dirname, '../..')

/** Reads what a project is made of: the repository's files that git knows, as they stand. */
export function readRepository(): Template {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'))
  const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0')
  const paths = listed.filter(path => path !== '' && existsSync(join(root, path)))
  return { version, files: paths.map(read) }
}

function read(path: string): TemplateFile {
  const bytes = readFileSync(join(root, path))
  const isText = !bytes.includes(0)
  const text = isText ? bytes.toString('utf8') : ''
  return {
    path,
    content: isText ? text : bytes.toString('base64'),
    ...(!isText && { binary: true }),
    ...((statSync(join(root, path)).mode & 0o100) !== 0 && { executable: true }),
    imports: /\.[cm]?[jt]s$/.test(path) ? importsOf(path, text) : [],
  }
}

/** As it is written for a package, from the root for a file. */
function importsOf(path: string, text: string): string[] {
  const names: string[] = []
  const visit = (node: ts.Node): void => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : ts.isCallExpression(node) && /^(import|require|require\.resolve)$/.test(node.expression.getText())
            ? node.arguments[0]
            : undefined
    if (specifier !== undefined && ts.isStringLiteral(specifier)) names.push(specifier.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
  return [...new Set(names.map(name => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name)))]
}
