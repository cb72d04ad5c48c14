# Completion for erasmus, written by `erasmus completion`.
# A line of the answer is a word and what it means, with a tab between them; a pattern such as *.toml stands for files.
_erasmus() {
    local line value
    local -a offers
    for line in ${(f)"$(ERASMUS_COMPLETE=1 ERASMUS_WORD=${(Q)PREFIX} ${~${(Q)words[1]}} "${(@Q)words[2,CURRENT-1]}" 2>/dev/null)"}; do
        value=${line%%$'\t'*}
        if [[ $value == '*.'* ]]; then
            compset -P '--*='
            _files -g "$value"
            return
        fi
        line=${line#*$'\t'}
        offers+=("${value//:/\\:}${line:+:$line}")
    done
    _describe erasmus offers -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}'
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _erasmus erasmus
