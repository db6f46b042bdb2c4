/** What was found out about one thing that a deployment takes. */
export interface Finding {
  /** `unknown`: nobody answered who could tell. */
  state: 'good' | 'missing' | 'unknown'
  /** One line: what there is, or what to do. */
  text: string
}

export const good = (text: string): Finding => ({ state: 'good', text })
export const missing = (text: string): Finding => ({ state: 'missing', text })
export const unknown = (text: string): Finding => ({ state: 'unknown', text })

/** How long anybody is waited for, in milliseconds. */
export const patience = 5000
