/** A module of the code: a file that Node would load, with what it imports. */
export interface Module {
  /** Below the root, with `/`. */
  file: string
  /** How Node would load it. `other` is for its own loader: an addon, WebAssembly, whatever it may know. */
  kind: 'esm' | 'cjs' | 'json' | 'other'
  /** The text, as JavaScript. */
  source: string
  /** What its `import` and `import()` lead to, by specifier: paths below the root. */
  imports: Record<string, string>
  /** What its `require` leads to. */
  requires: Record<string, string>
  /** The specifiers of its import statements, in their order; Node's own modules too. */
  statements: string[]
  /** Why it is not in the pack but loaded by Node's own loader. */
  unpacked?: string
  /** Whether it is one that who imports it has to wait for, and so cannot be in the pack either. */
  awaits?: boolean
}
