// Runs a pack: modules as functions, each under its own path, that the build has found, resolved and compiled ahead. What a
// module sees is what Node would have shown it: `Module` objects in Node's own cache, Node's conditions, live bindings.
// Whatever is not in the pack, Node loads itself, from the same paths.
//
// The table of the pack (`pack.json`) has a row for each module, of which the later columns may be missing:
//
//     [index, kind, start, length, isWide, parameters, imports, requires, names, reexports]
//
// `kind` is 'esm', 'cjs' or 'json'; start, length and isWide say where its text is in `pack.txt`, and whether as UTF-8 in
// place of Latin-1; the parameters are those of its function; imports and requires lead from a specifier to a path; names
// are what an import of it may find, and reexports say which of them come from another module by `export *`.
const { getBuiltinModule } = process // Also there while a snapshot is made, where `require` knows less.
const Module = getBuiltinModule('node:module')
const { existsSync, realpathSync } = getBuiltinModule('node:fs')
const { dirname, join, relative, sep } = getBuiltinModule('node:path')
const { fileURLToPath, pathToFileURL } = getBuiltinModule('node:url')

const { _cache: cache, createRequire, isBuiltin } = Module
/** As long as these are Node's own, nobody wants to see what is required. */
const loader = () => [
  Module.prototype.require,
  Module.prototype._compile,
  Module._load,
  Module._resolveFilename,
  Module._extensions['.js'],
  Module._extensions['.json'],
]
const own = loader()
const nobodyWatches = () => loader().every((part, index) => part === own[index])

const importConditions = new Set(['node', 'import', 'module-sync', 'node-addons'])

/**
 * @param {object} options
 * @param {string} options.root where the modules are, absolute
 * @param {Record<string, unknown[]>} options.modules the table, by path below the root; may grow
 * @param {Record<string, object>} options.shared what the core hands out in place of a file
 * @param {() => Runtime} options.runtime `load.cjs`, loaded when it is needed: for the rows that `modules` lacks, to make
 *   functions of texts, to prepare for what Node loads, and for Node's `import()`
 * @param {Compile} [options.compile] in place of the runtime's
 * @param {object} [options.watch] is told what is evaluated, in what order, and what is thrown: for the build, which goes on
 *   without an ES module that throws, as the process that serves may have what it lacks
 */
exports.createPack = options => {
  const { root, modules, shared } = options
  const loaded = new Map()
  const builtins = new Map()
  const foreign = new Map()
  const failures = new Map()
  const handedOut = {}
  const pack = { load, namespaceOf, has, options, loaded: () => loaded }
  const compile = (...args) => (options.compile ?? runtime().compile)(...args)

  let found
  function runtime() {
    found ??= options.runtime()
    return found
  }

  function has(file) {
    if (!(file in modules)) Object.assign(modules, runtime().rows())
    return file in modules
  }

  /** @returns the module's entry, evaluated unless it is being evaluated already, as a cycle may find it */
  function load(file, parent) {
    const entry = loaded.get(file)
    options.watch?.edge(file)
    if (entry === undefined && !has(file)) throw new Error(`${file} is not in the pack.`)
    if (entry === undefined) return evaluate(file, parent)
    if (entry.failed) throw entry.failed.error
    // Somebody may have taken it out of `require.cache`, to have it loaded again, or put another there.
    if (entry.module !== undefined && cache[entry.module.filename] !== entry.module) return evaluate(file, parent)
    if (entry.module !== undefined && parent?.children.includes(entry.module) === false)
      parent.children.push(entry.module)
    return entry
  }

  function evaluate(file, parent) {
    const row = modules[file]
    const kind = row[1]
    const filename = join(root, file)
    if (kind !== 'esm' && cache[filename] !== undefined) return remember(file, { kind, module: cache[filename] })
    const entry = remember(file, kind === 'esm' ? { kind } : commonJs(kind, filename, parent))
    options.watch?.enter(file)
    try {
      if (kind === 'json') entry.module.exports = JSON.parse(compile(file, row, []))
      else if (kind === 'esm') evaluateEsm(file, filename, row, entry)
      else evaluateCommonJs(file, filename, row, entry.module)
      if (entry.module) entry.module.loaded = true
    } catch (error) {
      options.watch?.threw(file, error, entry)
      // An ES module that has failed fails ever after; a CommonJS one is tried again.
      if (kind !== 'esm') {
        loaded.delete(file)
        delete cache[filename]
      } else if (options.watch === undefined) entry.failed = { error }
      else return entry
      throw error
    } finally {
      options.watch?.leave(file)
    }
    return entry
  }

  function remember(file, entry) {
    loaded.set(file, entry)
    return entry
  }

  function commonJs(kind, filename, parent) {
    const module = new Module(filename, parent)
    module.filename = filename
    module.paths = Module._nodeModulePaths(module.path)
    cache[filename] = module
    return { kind, module }
  }

  function evaluateCommonJs(file, filename, row, module) {
    const { imports, requires, parameters } = columns(row)
    const real = createRequire(filename)
    const require = specifier => {
      if (!nobodyWatches()) return fromNode(() => module.require(specifier), specifier)
      if (isBuiltin(specifier)) return builtin(specifier)
      const target = targetOf(requires, specifier) ?? packed(() => real.resolve(specifier))
      if (target !== undefined) return required(load(target, module), filename)
      return fromNode(() => module.require(specifier), specifier)
    }
    require.resolve = real.resolve
    require.main = real.main
    require.extensions = Module._extensions
    require.cache = cache
    const scope = { exports: module.exports, require, module, __filename: filename, __dirname: module.path }
    for (const name of parameters) scope[name] = importer(imports, filename)
    Reflect.apply(compile(file, row, Object.keys(scope)), module.exports, Object.values(scope))
  }

  function evaluateEsm(file, filename, row, entry) {
    const { imports, names, reexports, parameters } = columns(row)
    const values = {
      require: specifier => imported(targetOf(imports, specifier), specifier, filename),
      // What esbuild writes around a module, here without copies: a namespace is one object, whoever imports it.
      module: {},
      export(_target, getters) {
        const getterOf = name => getters[name] ?? (() => namespaceOf(reexports[name])[name])
        entry.namespace = namespace(
          names ||
            Object.keys(getters)
              .filter(name => name !== '$pack')
              .sort(),
          getterOf,
        )
      },
      toESM: namespace => namespace,
      reExport() {},
      toCommonJS() {},
      get meta() {
        return meta(filename)
      },
      get mport() {
        return importer(imports, filename)
      },
    }
    const args = parameters.map(name => values[roleOf(name)])
    entry.evaluating = true
    try {
      Reflect.apply(compile(file, row, parameters), undefined, args)
    } finally {
      entry.evaluating = false
    }
    nameDefault(entry.namespace)
  }

  /** Where an import has failed, it fails ever after, also of a CommonJS module, which a `require` tries again. */
  function loadOnce(file, parent) {
    if (failures.has(file)) throw failures.get(file)
    try {
      return load(file, parent)
    } catch (error) {
      failures.set(file, error)
      throw error
    }
  }

  /** What an import of a module of the pack, or of a file of the core, stands for. */
  function namespaceOf(file, parent) {
    if (file.startsWith('node:')) return builtinNamespace(file)
    if (file in shared) {
      handedOut[file] ??= namespace(Object.keys(shared[file]).sort(), name => shared[file][name])
      return handedOut[file]
    }
    const entry = loadOnce(file, parent)
    if (entry.kind === 'json') entry.namespace ??= namespace(['default'], () => () => entry.module.exports)
    if (entry.kind === 'cjs') entry.namespace ??= commonJsNamespace(entry.module, columns(modules[file]).names)
    return entry.namespace
  }

  function imported(target, specifier, filename) {
    if (target !== undefined) return namespaceOf(target)
    if (isBuiltin(specifier)) return builtinNamespace(specifier)
    // Named by the build as what Node has to load: an addon, a file of another kind, one that is not there.
    const real = createRequire(filename)
    const path = real.resolve(specifier, { conditions: importConditions })
    return foreignNamespace(fromNode(() => real(path), path))
  }

  const importer = (imports, filename) => async (given, more) => {
    const specifier = `${given}`
    const target = targetOf(imports, specifier) ?? packed(() => pathOf(specifier, filename))
    const wanted = target !== undefined && has(target) && modules[target][1] === 'json' ? { type: 'json' } : {}
    const fits = JSON.stringify(more?.with ?? {}) === JSON.stringify(wanted)
    if (target !== undefined && fits) return namespaceOf(target)
    if (isBuiltin(specifier)) options.watch?.builtin(specifier)
    options.watch?.node(specifier)
    runtime().beforeNode()
    const url = urlOf(specifier, filename)
    return url === undefined ? runtime().importIn(filename)(specifier, more) : runtime().import(url, more)
  }

  /** What is in the pack, or handed out by the core, of what Node would load for a name that was not known in the build. */
  function packed(resolve) {
    try {
      const file = relative(root, resolve()).replaceAll(sep, '/')
      return file in shared || has(file) ? file : undefined
    } catch {
      return undefined // Node says why.
    }
  }

  function builtin(specifier) {
    options.watch?.builtin(specifier)
    // By this one, a module may load what it likes, and change how.
    if (specifier === 'node:module' || specifier === 'module') runtime().beforeNode()
    return getBuiltinModule(specifier)
  }

  function builtinNamespace(specifier) {
    const module = builtin(specifier)
    if (!builtins.has(module)) builtins.set(module, builtinOf(module))
    return builtins.get(module)
  }

  function foreignNamespace(exports) {
    if (exports?.[Symbol.toStringTag] === 'Module') return exports
    if (!foreign.has(exports)) foreign.set(exports, commonJsNamespace({ exports }, Object.keys(Object(exports))))
    return foreign.get(exports)
  }

  /** Node's own loader. An addon imports nothing. */
  function fromNode(load, path) {
    options.watch?.node(path)
    if (!path.endsWith('.node')) runtime().beforeNode()
    return load()
  }

  return pack
}

/** The build adds to the names of parameters what keeps them apart from those of the module. */
const roleOf = name => (name.startsWith('$mpor') ? 'mport' : name.replace(/^[$_]+|\d+$/g, ''))

const columns = ([, , , , , parameters, imports, requires, names, reexports]) => ({
  imports: imports || {},
  requires: requires || {},
  names,
  reexports: reexports || {},
  parameters: parameters || [],
})

/** As the specification has them: without a prototype, sorted, live, sealed. */
function namespace(names, getterOf) {
  const properties = names.map(name => [name, { get: getterOf(name), enumerable: true }])
  const tag = { value: 'Module' }
  return Object.preventExtensions(Object.create(null, { ...Object.fromEntries(properties), [Symbol.toStringTag]: tag }))
}

/**
 * A CommonJS module as an import sees it: with the values that its names have when it is imported first.
 * https://nodejs.org/api/esm.html#commonjs-namespaces
 */
function commonJsNamespace({ exports }, names) {
  const own = (names || []).filter(name => name !== 'default' && name !== 'module.exports')
  const values = new Map(own.map(name => [name, valueIn(exports, name)]))
  const all = new Set(['default', 'module.exports', ...own])
  return namespace([...all].sort(), name => {
    const value = values.has(name) ? values.get(name) : exports
    return () => value
  })
}

/** A module of Node's. Its properties are read when they are asked for, as some of them load more. */
function builtinOf(exports) {
  const all = new Set(['default', ...Object.keys(exports)])
  return namespace([...all].sort(), name => (name === 'default' ? () => exports : () => exports[name]))
}

/** Node takes nothing that is inherited, and nothing of a getter that throws. */
function valueIn(exports, name) {
  try {
    return Object.hasOwn(exports, name) ? exports[name] : undefined
  } catch {
    return undefined
  }
}

/** A function or class that is exported without a name is called `default`. esbuild gives it a name of its own. */
function nameDefault(namespace) {
  const value = 'default' in namespace ? namespace.default : undefined
  if (typeof value !== 'function' || !/^pack_default\d*$/.test(value.name)) return
  Object.defineProperty(value, 'name', { value: 'default', configurable: true })
}

/** What `require` returns: https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require */
function required(entry, filename) {
  const { kind, module, namespace: found, evaluating } = entry
  if (kind !== 'esm') return module.exports
  if (evaluating) {
    const message = `Cannot require() an ES module in a cycle: ${filename} requires one that has not been evaluated yet.`
    throw Object.assign(new Error(message), { code: 'ERR_REQUIRE_CYCLE_MODULE' })
  }
  if ('module.exports' in found) return found['module.exports']
  if (!('default' in found) || '__esModule' in found) return found
  entry.required ??= namespace([...Object.keys(found), '__esModule'].sort(), name =>
    name === '__esModule' ? () => true : () => found[name],
  )
  return entry.required
}

function meta(filename) {
  const resolve = specifier => toUrl(specifier, filename)
  const { href: url } = pathToFileURL(filename)
  return Object.assign(Object.create(null), { dirname: dirname(filename), filename, main: false, resolve, url })
}

/** What a specifier stands for in a file. @throws {Error} when there is no such package */
function toUrl(specifier, filename) {
  if (isBuiltin(specifier)) return specifier.startsWith('node:') ? specifier : `node:${specifier}`
  if (/^\.{0,2}\//.test(specifier) || URL.canParse(specifier)) return new URL(specifier, pathToFileURL(filename)).href
  return pathToFileURL(createRequire(filename).resolve(specifier, { conditions: importConditions })).href
}

/**
 * The same for an import, which asks whether a file is there.
 *
 * @returns undefined where there is nothing, or where it is up to somebody's hooks, who may ask which file imports it
 */
function urlOf(specifier, filename) {
  try {
    const url = toUrl(specifier, filename)
    const isThere = url.startsWith('file:') ? existsSync(fileURLToPath(url)) : /^(data|node):/.test(url)
    return isThere ? url : undefined
  } catch {
    return undefined
  }
}

/** The path that an import leads to. @throws {Error} when it leads to none */
function pathOf(specifier, filename) {
  const url = toUrl(specifier, filename)
  if (!url.startsWith('file:') || /[?#]|\/$/.test(url)) throw new Error(`${url} is no path`)
  return realpathSync(fileURLToPath(url))
}

/** A specifier may be the name of something that every object has. */
const targetOf = (targets, specifier) => (Object.hasOwn(targets, specifier) ? targets[specifier] : undefined)
