// The resources that the server offers: a line each.
export { about } from './about.ts'
