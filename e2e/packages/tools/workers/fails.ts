throw new RangeError('in the worker')
