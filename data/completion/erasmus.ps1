# Completion for erasmus, written by `erasmus completion`.
# A line of the answer is a word and what it means, with a tab between them; a pattern such as *.toml stands for files,
# which PowerShell offers by itself when there is nothing else.
Register-ArgumentCompleter -Native -CommandName erasmus, erasmus.exe -ScriptBlock {
    param($word, $command, $cursor)
    $before = @($command.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } |
        ForEach-Object { "$_".Trim([char[]]"'`"") })
    $program, $before = $before[0], @($before | Select-Object -Skip 1)
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = New-Object Text.UTF8Encoding
        $env:ERASMUS_COMPLETE = '1'
        $env:ERASMUS_WORD = $word.Trim([char[]]"'`"")
        & $program @before 2>$null | Where-Object { $_ -notlike '`*.*' } | ForEach-Object {
            $value, $meaning = $_ -split "`t"
            $typed = if ($value -match '[^\w=./-]') { "'" + $value.Replace("'", "''") + "'" } else { $value }
            if (-not $meaning) { $meaning = $value }
            [Management.Automation.CompletionResult]::new($typed, $value, 'ParameterValue', $meaning)
        }
    } finally {
        $env:ERASMUS_COMPLETE = $env:ERASMUS_WORD = $null
        [Console]::OutputEncoding = $encoding
    }
}
