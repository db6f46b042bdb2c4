declare const sloppy: Record<string, unknown>
export = sloppy
