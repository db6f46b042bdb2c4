import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'

/** Something of ours that Node calls by itself. */
export interface Found {
  /** `app/local-server.ts:36` */
  place: string
  /** The name that it gives to `listener`. Undefined: it is not made by that, and what it throws would end the process. */
  name: string | undefined
}

const registering = new Set([
  ...['on', 'once', 'addListener', 'prependListener', 'prependOnceListener', 'addEventListener', 'listen'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'nextTick', 'createServer'],
])

/** Finds every listener, timer's function and callback in the app's source, by TypeScript's parser. */
export function findListeners(root: string): Found[] {
  // Tests and their doubles run in no process of a server.
  const files = globSync('app/**/*.ts', { cwd: root }).filter(name => !/\.test\.ts$|\/test-/.test(name))
  return files.flatMap(file => {
    const source = ts.createSourceFile(file, readFileSync(`${root}/${file}`, 'utf8'), ts.ScriptTarget.Latest, true)
    return listenersOf(source, file)
  })
}

function listenersOf(source: ts.SourceFile, file: string): Found[] {
  const found: Found[] = []
  const imported = importedFromNode(source)
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && registers(node, imported)) {
      for (const argument of node.arguments) {
        if (!isFunction(argument, source)) continue
        const { line } = source.getLineAndCharacterOfPosition(argument.getStart())
        found.push({ place: `${file}:${line + 1}`, name: nameOf(argument, source) })
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** `x.on(…)`, `setTimeout(…)`, and whatever comes from a module of Node's: `request(url, callback)`. */
function registers({ expression }: ts.CallExpression, imported: ReadonlySet<string>): boolean {
  if (ts.isPropertyAccessExpression(expression)) return registering.has(expression.name.text)
  return ts.isIdentifier(expression) && (registering.has(expression.text) || imported.has(expression.text))
}

function importedFromNode(source: ts.SourceFile): Set<string> {
  const names = new Set<string>()
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !statement.moduleSpecifier.getText().startsWith("'node:")) continue
    const { namedBindings } = statement.importClause ?? {}
    if (namedBindings && ts.isNamedImports(namedBindings))
      for (const { name } of namedBindings.elements) names.add(name.text)
  }
  return names
}

/** Whether an argument is a function that may throw: neither an empty one, nor the `resolve` of a promise. */
function isFunction(argument: ts.Expression, source: ts.SourceFile): boolean {
  if (ts.isArrowFunction(argument) || ts.isFunctionExpression(argument)) {
    return !(ts.isBlock(argument.body) && argument.body.statements.length === 0)
  }
  if (isListener(argument)) return true
  if (!ts.isIdentifier(argument)) return false
  const declared = declarationOf(argument, source)
  if (declared === undefined) return false
  if (ts.isFunctionDeclaration(declared)) return true
  return (
    ts.isVariableDeclaration(declared) && declared.initializer !== undefined && isFunction(declared.initializer, source)
  )
}

function nameOf(argument: ts.Expression, source: ts.SourceFile): string | undefined {
  if (isListener(argument)) {
    const [name] = argument.arguments
    return name && ts.isStringLiteral(name) ? name.text : undefined
  }
  const declared = ts.isIdentifier(argument) ? declarationOf(argument, source) : undefined
  if (declared === undefined || !ts.isVariableDeclaration(declared) || !declared.initializer) return undefined
  return nameOf(declared.initializer, source)
}

function isListener(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && node.expression.getText() === 'listener'
}

/** The declaration of a name in its file: names are unique there. */
function declarationOf({ text }: ts.Identifier, source: ts.SourceFile): ts.Node | undefined {
  let found: ts.Node | undefined
  const visit = (node: ts.Node): void => {
    if ((ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node)) && node.name?.getText() === text)
      found = node
    else ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}
