import { makeTarball } from '../tarball.ts'

// `npm run tarball --workspace lambda-snapshot`: packs what others install into dist/, or the folder named.

makeTarball({ folder: import.meta.dirname, to: process.argv[2], folders: ['runtime', 'programs'] })
