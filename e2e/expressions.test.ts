import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { scopeSyntax } from '../app/auth/jwt-config.ts'
import { tokenSyntax } from '../app/auth/token-syntax.ts'

// An expression whose time grows with the square of its text stops the process for minutes when somebody sends a long one.
// Each that the source has is run on a megabyte of what its own characters make worst.

const root = join(import.meta.dirname, '..')

interface Expression {
  /** `app/stack-trace.ts:5` */
  place: string
  expression: RegExp
}

/** What is put together while the program runs, as it is then. */
const puttogether: Record<string, RegExp[]> = {
  'app/auth/bearer-token.ts': [new RegExp(`^Bearer +(${tokenSyntax})$`, 'i')],
  'app/auth/jwt-config.ts': [new RegExp(`^${scopeSyntax}$`)],
  // The folders that this machine's own processes have made.
  'packages/lambda-local/src/hosts/leftovers.ts': [/^serverless-mcp-local-(\d+)@(.+)-\w+$/],
  // What the document and the authorizer of this project hold.
  'packages/lambda-local/src/gateway/authorizer.ts': [new RegExp(`^(?:^[Bb][Ee][Aa][Rr][Ee][Rr] +${tokenSyntax}$)$`)],
  'packages/lambda-local/src/gateway/policy.ts': [/^arn:aws:execute-api:eu-central-1:123456789012:local\/dev\/.*$/s],
  'local/local-stack.ts': [new RegExp(`^${tokenSyntax}$`)],
}

/** Those of the code that meets text of a caller, an issuer or a package. */
function findExpressions(): Expression[] {
  const files = globSync('{app,client,local,packages/lambda-local/src}/**/*.ts', { cwd: root })
  return files.filter(name => !/\.test\.ts$|\/(test|recording)-|\/cases\//.test(name)).flatMap(expressionsOf)
}

function expressionsOf(file: string): Expression[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true)
  const found: Expression[] = []
  let made = 0
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart())
      const [, pattern = '', flags] = /^\/(.*)\/(\w*)$/s.exec(node.text) ?? []
      found.push({ place: `${file}:${line + 1}`, expression: new RegExp(pattern, flags) })
    }
    if (ts.isNewExpression(node) && node.expression.getText() === 'RegExp') made++
    ts.forEachChild(node, visit)
  }
  visit(source)
  const known = puttogether[file] ?? []
  expect(known, `${file} puts expressions together that are not tried here`).toHaveLength(made)
  return [...found, ...known.map(expression => ({ place: file, expression }))]
}

/** What may stand for the classes of an expression. */
const samples = ['a', 'Z', '0', ' ', '\t', '\n', '/', '.', '-', '=', '"', '%', '\\', ':', '{', '@', 'é', '\u0000']

/** Texts that an expression may take long for: behind its own beginning, what it looks for again and again. */
function* worstOf({ source }: RegExp): Generator<string> {
  const own = [...new Set(source.replace(/\\[a-zA-Z]|[\^$()[\]?+*|]/g, '').replace(/\\/g, ''))]
  const beginning = /^\^?((?:[\w :/-]|\\\/)*)/.exec(source)?.[1]?.replaceAll('\\/', '/') ?? ''
  const single = [...new Set([...own, ...samples])]
  const pairs = own.flatMap(one => own.slice(0, 8).map(other => one + other)).slice(0, 64)
  for (const start of new Set(['', beginning])) {
    for (const pump of single) yield `${start}${pump.repeat(1024 * 1024)}\u0001`
    for (const pump of [...pairs, beginning].filter(Boolean)) {
      yield `${start}${pump.repeat(Math.ceil((256 * 1024) / pump.length))}\u0001`
    }
  }
}

const expressions = findExpressions()

test('there are some', () => {
  expect(expressions.length).toBeGreaterThan(40)
})

test.each(expressions)('$place takes a megabyte: $expression', { timeout: 120_000 }, ({ expression }) => {
  const run = expression.global ? "text.replace(expression, '')" : 'expression.test(text)'
  for (const text of worstOf(expression)) {
    // A few milliseconds; where the square counts, minutes.
    const start = text.slice(0, 20)
    expect(() => runInNewContext(run, { expression, text }, { timeout: 5000 }), JSON.stringify(start)).not.toThrow()
  }
})
