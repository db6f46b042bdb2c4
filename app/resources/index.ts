import { about } from './about.ts'

/** The resources that the server offers. */
export const resources = [about]
