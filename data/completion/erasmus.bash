# Completion for erasmus, written by `erasmus completion`. Works from bash 3.2 on.
# A line of the answer is a word and what it means, with a tab between them; a pattern such as *.toml stands for files.
_erasmus() {
    local program=${1/#\~\//$HOME/} line value
    COMPREPLY=()
    while IFS= read -r line; do
        value=${line%%$'\t'*}
        if [[ $value == '*.'* ]]; then
            compopt -o filenames 2>/dev/null
            while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -X "!$value" -- "$2"; compgen -d -- "$2")
        elif [[ ${COMP_WORDS[COMP_CWORD]} == [\"\']* ]]; then
            COMPREPLY+=("$value")
        else
            COMPREPLY+=("$(printf %q "$value")")
        fi
    done < <(ERASMUS_COMPLETE=1 ERASMUS_WORD=$2 "$program" "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)
}
complete -F _erasmus erasmus
