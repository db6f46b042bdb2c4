globalThis.written = { by: 'a module' }
Object.defineProperty(Array.prototype, 'lastOfAll', {
  value() {
    return this.at(-1)
  },
})
