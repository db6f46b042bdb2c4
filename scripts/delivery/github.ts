import { appendFileSync } from 'node:fs'

// What a step says to GitHub: https://docs.github.com/actions/reference/workflow-commands-for-github-actions

/** Hands a value to the steps that follow. Outside of GitHub it is printed. */
export function output(name: string, value: string): void {
  write(process.env.GITHUB_OUTPUT, `${name}=${value}`)
}

/** Adds a line to the summary of the job. Outside of GitHub it is printed. */
export function summary(line: string): void {
  write(process.env.GITHUB_STEP_SUMMARY, line)
}

/** Ends the job with a sentence that stands above its log. */
export function fail(message: string): never {
  console.error(process.env.GITHUB_ACTIONS ? `::error::${message.replaceAll('\n', '%0A')}` : message)
  process.exit(1)
}

/** A variable that the workflow sets for this step. */
export function required(name: string): string {
  return process.env[name] || fail(`The step has no ${name}: set it in the workflow.`)
}

function write(file: string | undefined, line: string): void {
  if (file) appendFileSync(file, `${line}\n`)
  else console.log(line)
}
