import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from '../../../scripts/rename/format.ts'
import { ownPackages } from './adapt/manifest.ts'
import { withDefaults } from './ask.ts'
import { type Asked, faultOf, Refused } from './command-line.ts'
import { earlierVersion } from './earlier-version.ts'
import { formatted } from './formatted.ts'
import { planUpdate, type UpdatePlan } from './plan-update.ts'
import { readRecord, recordFile, recordText } from './record.ts'
import { renderProject } from './render-project.ts'
import type { Template } from './template.ts'
import { madeBy, tarballsIn, vendor } from './vendor.ts'
import { install, writeFile } from './write-project.ts'

/**
 * Brings a version of the framework into a project that an earlier one made. What is theirs stays; what is the framework's is
 * replaced; what both changed is merged, with git's markers where both changed the same place. Prints what it did.
 *
 * @throws {Refused} for a folder that holds no such project, or one with changes that are not committed
 */
export async function updateProject(template: Template, asked: Asked): Promise<void> {
  const { folder } = asked
  const record = readRecord(folder)
  if (record === undefined) {
    throw new Refused(
      `${folder} was not made by create-serverless-mcp, as it has no ${recordFile}. A clone is updated by git: git pull, or git merge.`,
    )
  }
  requireCommitted(folder)
  if (!existsSync(join(folder, 'node_modules/@biomejs/biome')))
    throw new Refused(`First install the project's packages, in ${folder}: npm ci`)
  // Under the name that it has by now: npm run rename changes it in both versions' files.
  const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const options = withDefaults({ ...record.options, ...asked.options, name }, folder)
  const fault = faultOf(options, '')
  if (fault !== undefined) throw new Refused(fault)

  const tarballs = tarballsIn(asked.vendor)
  const before = existsSync(join(folder, 'vendor')) ? tarballsIn(join(folder, 'vendor')) : []
  using earlier = await earlierVersion(record.madeBy, folder)
  const base = formatted(earlier.render({ ...record.options, name }, before), folder)
  const next = formatted(renderProject(template, options, tarballs), folder)
  const read = (path: string) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path)) : undefined)
  const by = madeBy(template.version, tarballs)
  const labels = { ours: 'yours', base: record.madeBy, next: by }
  const plan = planUpdate(base, next, read, labels)

  for (const file of plan.write) writeFile(folder, file)
  for (const path of plan.remove) rmSync(join(folder, path))
  vendor(folder, asked.vendor, tarballs)
  writeFile(folder, { path: recordFile, content: recordText({ madeBy: by, options }) })
  if (asked.install) installAgain(template, folder, plan)
  report(plan, { from: record.madeBy, to: by })
}

/** So that `git diff` shows what an update did, and `git restore` takes it back. */
function requireCommitted(folder: string): void {
  let changed: string
  try {
    changed = execFileSync('git', ['status', '--porcelain', '--', '.'], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    })
  } catch {
    throw new Refused(
      `${folder} is in no git repository, which an update needs: git init && git add --all && git commit`,
    )
  }
  if (changed !== '')
    throw new Refused(
      'There are changes that are not committed: commit them first, so that you see what the update does.',
    )
}

/** The lockfile follows package.json. A tarball of the same name may have another content by now. */
function installAgain(template: Template, folder: string, plan: UpdatePlan): void {
  const path = join(folder, 'package-lock.json')
  if (existsSync(path)) {
    const lock = JSON.parse(readFileSync(path, 'utf8'))
    for (const { name } of ownPackages(template)) delete lock.packages[`node_modules/${name}`]
    writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
  }
  if (!install(folder)) plan.left.push('npm cannot install the packages, as it says above: npm install goes on.')
  const whole = plan.write.map(({ path }) => path).filter(path => !plan.conflicts.includes(path))
  if (whole.length > 0) format(folder, folder, whole)
}

function report(
  { write, remove, merged, conflicts, left }: UpdatePlan,
  { from, to }: { from: string; to: string },
): void {
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`\n${title}`, ...lines.map(line => `  ${line}`)]
  const replaced = write.map(({ path }) => path).filter(path => !merged.includes(path) && !conflicts.includes(path))
  const lines = [
    write.length + remove.length === 0 ? `${to} brings nothing new.` : `Updated from ${from} to ${to}.`,
    ...section('Replaced, as you had not changed them:', replaced),
    ...section('Removed:', remove),
    ...section('Merged with your changes, which you should read:', merged),
    ...section('Changed by both, between <<<<<<< and >>>>>>>, for you to decide:', conflicts),
    ...section('Left as it is:', left),
    ...(write.length + remove.length === 0 ? [] : ['\nNext: git diff, npm run check, npm test, and commit.']),
  ]
  console.log(lines.join('\n'))
  if (conflicts.length > 0) process.exitCode = 1
}
