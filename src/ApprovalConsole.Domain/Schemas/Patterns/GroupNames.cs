namespace ApprovalConsole.Domain.Schemas.Patterns;

/// <summary>The capturing groups of a pattern, found beforehand because a back-reference may stand before its group.</summary>
internal static class GroupNames
{
    /// <returns>One entry a group, in order; null for a group without a name.</returns>
    internal static List<string?> In(string pattern)
    {
        var names = new List<string?>();
        var text = new PatternText(pattern);
        var isInClass = false;
        while (!text.IsAtEnd)
        {
            switch (text.Take())
            {
                case '\\' when !text.IsAtEnd:
                    text.Take();
                    break;
                case '[':
                    isInClass = true;
                    break;
                case ']':
                    isInClass = false;
                    break;
                case '(' when !isInClass && !text.IsNext('?'):
                    names.Add(null);
                    break;
                case '(' when !isInClass && text.TryTake("?<") && !text.IsNext('=') && !text.IsNext('!'):
                    names.Add(text.TakeUntil('>'));
                    break;
            }
        }
        return names;
    }
}
