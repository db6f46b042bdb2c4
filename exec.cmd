@rem The scripts in package.json begin with a shell's `exec`, so that what stops npm stops them: Windows' shell has none.
@%*
