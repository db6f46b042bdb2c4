import { makeTarball } from '../tarball.ts'
import { readRepository } from './read-repository.ts'

// `npm run tarball --workspace create-serverless-mcp`: packs what others install into dist/, or the folder named. With it goes the
// repository as it stands, which is what a project is made of.

makeTarball({
  folder: import.meta.dirname,
  to: process.argv[2],
  files: { 'template.json': JSON.stringify(readRepository()) },
})
