import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProjectOptions } from './options.ts'

/** What a project knows of how it was made. An update starts from it. */
export interface ProjectRecord {
  /** What it was made by, or brought up to date by last, as npm names it: `create-serverless-mcp@0.1.0`, or a tarball. */
  madeBy: string
  options: ProjectOptions
}

export const recordFile = '.create-serverless-mcp.json'

/** @returns undefined where there is none: the folder holds no project of this kind */
export function readRecord(folder: string): ProjectRecord | undefined {
  const path = join(folder, recordFile)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

export function recordText(record: ProjectRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`
}
