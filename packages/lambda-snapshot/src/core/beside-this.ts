import { extname, join } from 'node:path'

/** The path of a file of this folder that esbuild reads, by its name without the extension: packed, they are JavaScript. */
export const besideThis = (name: string) => join(import.meta.dirname, name + extname(import.meta.filename))
