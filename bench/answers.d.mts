import type { Candidate } from './candidates.ts'

export function verify(kind: Candidate['answer'], answer: unknown): void
