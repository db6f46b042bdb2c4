declare const plain: { kind: string; loads: number }
export = plain
