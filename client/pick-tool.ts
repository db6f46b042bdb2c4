interface Listed {
  name: string
  inputSchema: { required?: readonly string[] | undefined }
  annotations?: { readOnlyHint?: boolean | undefined } | undefined
}

/**
 * The tool to try a server by, of which nothing is known but its list: the first that needs no arguments and says that it
 * changes nothing. Undefined: there is none, and none is called.
 */
export function pickTool<Tool extends Listed>(tools: readonly Tool[]): Tool | undefined {
  return tools.find(
    ({ inputSchema, annotations }) => !inputSchema.required?.length && annotations?.readOnlyHint === true,
  )
}
