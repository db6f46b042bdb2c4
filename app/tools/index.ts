// The tools that the server offers: a line each. Clients list them by the name of the export.
export { countdown } from './countdown.ts'
export { deleteReport } from './delete-report.ts'
export { ping } from './ping.ts'
export { whoami } from './whoami.ts'
