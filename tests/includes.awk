# SPDX-License-Identifier: GPL-3.0-or-later
# Checks the #include lines and sizes of the C files named on the command line (paths from the top of
# the tree) against the rules, which come first, from standard input; see tests/includes. Prints what
# is wrong as "FILE:LINE: ..." and one line "ok - NAME" or "not ok - NAME" a rule.

# "src/base/err.h" -> "src/base"; what is not two folders deep is its first folder.
function module_of(path, parts, count) {
    count = split(path, parts, "/")
    return count > 2 ? parts[1] "/" parts[2] : parts[1]
}

function wrong(rule, words) {
    print FILENAME ":" FNR ": " words
    bad[rule] = 1
}

# Whether a list of words has the word; "gsl/*" stands for all that begin so.
function has(list, word, words, count, i, stem) {
    count = split(list, words, " ")
    for (i = 1; i <= count; i++) {
        if (words[i] == word) return 1
        if (words[i] ~ /\*$/) {
            stem = substr(words[i], 1, length(words[i]) - 1)
            if (index(word, stem) == 1) return 1
        }
    }
    return 0
}

# The line without comments and with empty strings.
function code_of(line, out, token) {
    out = ""
    while (line != "") {
        if (comment) {
            if (!match(line, /\*\//)) return out
            line = substr(line, RSTART + 2)
            comment = 0
            continue
        }
        if (!match(line, /\/\*|\/\/|"([^"\\]|\\.)*"|\047([^\047\\]|\\.)+\047/)) return out line
        token = substr(line, RSTART, 2)
        out = out substr(line, 1, RSTART - 1)
        line = substr(line, RSTART + RLENGTH)
        if (token == "//") return out
        if (token == "/*") comment = 1
        else out = out "\"\""
    }
    return out
}

function own_include(path, target) {
    target = included
    if (target ~ /^embed\//) target = "data/" target
    else if (target !~ /^(ui|data|man)\// && target !~ /^(lib|unit|fuzz)\//) target = "src/" target
    else if (target ~ /^(lib|unit|fuzz)\//) target = "tests/" target
    if (target !~ /^data\/embed\// && !(target in known)) {
        wrong("includes name files from the top", "there is no " target " (src/ is left out)")
        return
    }
    if (path ~ /\.h$/ && target ~ /\.h$/) {
        edge[path, ++edges[path]] = target
    }
    if (path ~ /^ui\/views\// && target ~ /^ui\/views\//) view_edge[path ":" FNR] = target
    if (!is_ruled || module_of(target) == module) return
    room = module_of(target)
    if (target ~ /^src\/base\// || has(rooms[module], room) || has(rooms[module], target)) {
        if (pure[module] && has(impure_headers, target))
            wrong("pure modules", module " is pure and may not include " target)
        return
    }
    if (has(exceptions, path) && room ~ /^ui\//) return
    wrong(module, module " may not include " target)
}

function system_include(path, header, found, i) {
    if (!is_ruled) return
    found = 0
    for (i in libraries) {
        if (has(libraries[i], header)) {
            found = 1
            if (!has(users[i], module))
                wrong("libraries", header " is for " users[i] " only")
        }
    }
    if (!found && !has(libc, header)) wrong("libraries", "unknown header " header)
    if (pure[module] && !has(pure_libc, header) && !(found && header ~ /^gsl\//))
        wrong("pure modules", module " is pure and may not include " header)
}

# The rules.
FILENAME == "-" {
    sub(/#.*/, "")
    if ($1 == "module") {
        order[++modules] = $2
        ruled[$2] = 1
        pure[$2] = $3 == "pure"
        for (i = $3 == "pure" ? 4 : 3; i <= NF; i++) rooms[$2] = rooms[$2] " " $i
    } else if ($1 == "library") {
        library++
        for (i = 2; i <= NF; i++)
            if ($i ~ /\.h$|\*$/) libraries[library] = libraries[library] " " $i
            else users[library] = users[library] " " $i
    } else if ($1 == "libc") for (i = 2; i <= NF; i++) libc = libc " " $i
    else if ($1 == "pure-libc") for (i = 2; i <= NF; i++) pure_libc = pure_libc " " $i
    else if ($1 == "impure-header") for (i = 2; i <= NF; i++) impure_headers = impure_headers " " $i
    else if ($1 == "impure-call") for (i = 2; i <= NF; i++) calls = calls (calls ? "|" : "") $i
    else if ($1 == "screen-command") for (i = 2; i <= NF; i++) exceptions = exceptions " " $i
    else if ($1 == "file") known[$2] = 1
    next
}

FNR == 1 {
    comment = 0
    module = module_of(FILENAME)
    is_ruled = module in ruled
    if (FILENAME ~ /^(src|ui)\// && !is_ruled)
        wrong("every folder has a rule", module " has none in tests/includes")
    call = "(^|[^A-Za-z0-9_.>])(" calls ")[ ]*\\("
}

FNR == 801 { wrong("no file over 800 lines", "too long: part it") }

/^[ \t]*#[ \t]*include[ \t]*"/ {
    split($0, quoted, "\"")
    included = quoted[2]
    own_include(FILENAME)
    next
}

/^[ \t]*#[ \t]*include[ \t]*</ {
    split($0, quoted, /[<>]/)
    system_include(FILENAME, quoted[2])
    next
}

FILENAME ~ /^ui\/views\/.*\.c$/ && /^const struct view_ops view_/ {
    view[substr(FILENAME, 1, length(FILENAME) - 2)] = 1
}

is_ruled && pure[module] {
    code = code_of($0)
    if (match(code, call)) {
        found = substr(code, RSTART, RLENGTH)
        gsub(/[^A-Za-z0-9_]/, "", found)
        wrong("pure modules", module " is pure and may not call " found)
    }
}

# Headers that only include settled ones are settled; what is left lies on a circle or includes one.
function circles(left, header, moved, open, i, rest) {
    do {
        moved = 0
        for (header in edges) {
            if (header in settled) continue
            open = 0
            for (i = 1; i <= edges[header]; i++)
                if ((edge[header, i] in edges) && !(edge[header, i] in settled)) open = 1
            if (!open) {
                settled[header] = 1
                moved = 1
            }
        }
    } while (moved)
    for (header in edges) {
        if (header in settled) continue
        for (i = 1; i <= edges[header]; i++)
            if ((edge[header, i] in edges) && !(edge[header, i] in settled))
                print header ": includes " edge[header, i] ", and that leads back"
        bad["no header includes itself in a circle"] = 1
    }
}

# A view's files (X.c, X_*.c) may include its headers; nobody else may.
function views(place, stem, file, name) {
    for (place in view_edge)
        for (stem in view)
            if (view_edge[place] == stem ".h" && index(place, stem) != 1) {
                print place ": includes another view, " stem ".h"
                bad["views"] = 1
            }
}

function verdict(rule, name) {
    print (rule in bad ? "not ok" : "ok") " - includes: " name
    if (rule in bad) failed = 1
}

END {
    circles()
    views()
    for (i = 1; i <= modules; i++) verdict(order[i], order[i] " includes only what it may")
    verdict("every folder has a rule", "every folder has a rule")
    verdict("includes name files from the top", "includes name files from the top")
    verdict("libraries", "every library has its place")
    verdict("pure modules", "pure modules touch no file, clock, locale or terminal")
    verdict("views", "no view includes another")
    verdict("no header includes itself in a circle", "no header includes itself in a circle")
    verdict("no file over 800 lines", "no file is over 800 lines")
    exit failed
}
