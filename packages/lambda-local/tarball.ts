import { makeTarball } from '../tarball.ts'

// `npm run tarball --workspace lambda-local`: packs what others install into dist/, or the folder named.

makeTarball({ folder: import.meta.dirname, to: process.argv[2], folders: ['src'] })
